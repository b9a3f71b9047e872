/* eigen.h - eigenvalues and eigenvectors of a small symmetric matrix. */
#ifndef SP_REPORT_EIGEN_H
#define SP_REPORT_EIGEN_H

#include <stddef.h>

/**
 * Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5). `a`
 * is n x n, symmetric, row by row; it is destroyed. values[n] come in
 * descending order, vectors[k * n + i] is component i of the k-th eigenvector,
 * of length 1 and with no promise about its sign. The work is about n cubed a
 * sweep, and six sweeps are usual: meant for some hundreds of rows.
 */
void sp_eigen_symmetric(double *a, size_t n, double *values, double *vectors);

#endif
