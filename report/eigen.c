/* eigen.c - see eigen.h. */
#include "config.h"

#include "report/eigen.h"

#include <math.h>
#include <string.h>

enum { SWEEPS_MAX = 60 };

static double off_diagonal(const double *a, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			sum += a[i * n + k] * a[i * n + k];
	return sum;
}

/* The rotation in the plane (p, q) that makes a[p][q] zero. */
static void rotation(const double *a, size_t n, size_t p, size_t q, double *c,
		     double *s)
{
	double tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
	double t = (tau < 0 ? -1 : 1) / (fabs(tau) + sqrt(1 + tau * tau));

	*c = 1 / sqrt(1 + t * t);
	*s = t * *c;
}

/* x and y become c x - s y and s x + c y. */
static void turn(double *x, double *y, double c, double s)
{
	double old = *x;

	*x = c * old - s * *y;
	*y = s * old + c * *y;
}

static void rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
	double c, s;

	if (a[p * n + q] == 0)
		return;
	rotation(a, n, p, q, &c, &s);
	for (size_t i = 0; i < n; i++)
		turn(&a[i * n + p], &a[i * n + q], c, s);
	for (size_t i = 0; i < n; i++)
		turn(&a[p * n + i], &a[q * n + i], c, s);
	for (size_t i = 0; i < n; i++)
		turn(&v[p * n + i], &v[q * n + i], c, s);
}

static void swap(double *x, double *y)
{
	double old = *x;

	*x = *y;
	*y = old;
}

/* Largest first; n is small. Equal values keep
 * their order. */
static void sort(double *values, double *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t best = i;

		for (size_t k = i + 1; k < n; k++)
			if (values[k] > values[best])
				best = k;
		for (size_t k = best; k > i; k--) {
			swap(&values[k - 1], &values[k]);
			for (size_t j = 0; j < n; j++)
				swap(&v[(k - 1) * n + j], &v[k * n + j]);
		}
	}
}

void sp_eigen_symmetric(double *a, size_t n, double *values, double *vectors)
{
	double scale = 0;

	memset(vectors, 0, n * n * sizeof *vectors);
	for (size_t i = 0; i < n; i++)
		vectors[i * n + i] = 1;
	for (size_t i = 0; i < n * n; i++)
		scale += a[i] * a[i];
	for (int k = 0; k < SWEEPS_MAX; k++) {
		if (off_diagonal(a, n) <= 1e-26 * scale)
			break;
		for (size_t p = 0; p < n; p++)
			for (size_t q = p + 1; q < n; q++)
				rotate(a, vectors, n, p, q);
	}
	for (size_t i = 0; i < n; i++)
		values[i] = a[i * n + i];
	sort(values, vectors, n);
}
