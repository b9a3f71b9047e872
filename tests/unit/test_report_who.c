/* Who is close to whom: eigenvectors, the map, pairs, labels, directions. */
#include "tests/unit/test.h"

#include <math.h>

#include "base/mem.h"
#include "report/alliance.h"
#include "report/bidi.h"
#include "report/eigen.h"
#include "report/labels.h"
#include "report/map.h"

/* A model of `n` submitters by `issues`; stances as "+-~." a submitter. */
static sp_model *model(const char *const *rows, int n)
{
	sp_model *m = sp_calloc(1, sizeof *m);
	int issues = (int)strlen(rows[0]);

	m->arena = sp_arena_new();
	m->nissues = issues;
	m->nsubmitters = m->nmatrix = n;
	m->submitters = sp_calloc((size_t)n, sizeof *m->submitters);
	m->issues = sp_calloc((size_t)issues, sizeof *m->issues);
	m->stances = sp_calloc((size_t)(n * issues), 1);
	for (int s = 0; s < n; s++) {
		m->submitters[s].stance = m->stances + s * issues;
		m->submitters[s].in_matrix = true;
		for (int i = 0; i < issues; i++) {
			char c = rows[s][i];
			int stance = c == '+'	? SP_SUPPORT
				     : c == '-' ? SP_OPPOSE
				     : c == '~' ? SP_MIXED
						: SP_SILENT;

			m->stances[s * issues + i] = (unsigned char)stance;
			m->submitters[s].issues.n[stance]++;
		}
	}
	return m;
}

static void test_eigenvectors(void **state)
{
	(void)state;
	/* eigenvalues 3, 1, -2; vectors (1, 1, 0), (1, -1, 0), (0, 0, 1) */
	double a[] = { 2, 1, 0, 1, 2, 0, 0, 0, -2 }, values[3], v[9];

	sp_eigen_symmetric(a, 3, values, v);
	assert_true(fabs(values[0] - 3) < 1e-12);
	assert_true(fabs(values[1] - 1) < 1e-12);
	assert_true(fabs(values[2] + 2) < 1e-12);
	assert_true(fabs(fabs(v[0]) - sqrt(0.5)) < 1e-12);
	assert_true(fabs(v[0] - v[1]) < 1e-12);
	assert_true(fabs(v[3] + v[4]) < 1e-12);
	assert_true(fabs(fabs(v[8]) - 1) < 1e-12);
}

static const char *const two_camps[] = { "++++-", "++++-", "+++.-", "++++.",
					 "----+", "----+", "---.+", "----." };

static void test_the_map_parts_two_camps(void **state)
{
	(void)state;
	sp_model *m = model(two_camps, 8);
	sp_map *map = sp_map_new(m);

	assert_non_null(map);
	assert_int_equal(map->npoints, 8);
	assert_true(map->share[0] > 0.9);
	assert_true(map->share[0] + map->share[1] <= 1 + 1e-9);
	assert_true(sp_map_tells(map));
	/* the camp that supports most is right of the middle, each time */
	for (int i = 0; i < 8; i++)
		assert_true(i < 4 ? map->points[i].at[0] > 0
				  : map->points[i].at[0] < 0);
	assert_true(fabs(map->points[0].at[0] - map->points[1].at[0]) < 1e-9);
	sp_map_free(map);
	sp_model_free(m);
}

static void test_no_map_of_too_few(void **state)
{
	(void)state;
	sp_model *m = model(two_camps, 7);

	assert_null(sp_map_new(m));
	assert_false(sp_map_tells(NULL));
	sp_model_free(m);
	/* eight, but one speaks on too few issues to have a place */
	const char *const rows[] = { "++++", "++++", "++++", "----",
				     "----", "----", "+-+-", "..++" };
	m = model(rows, 8);
	assert_null(sp_map_new(m));
	sp_model_free(m);
}

static void test_pairs(void **state)
{
	(void)state;
	const char *const rows[] = { "++-~.+", "++-~++", "--+~+.", "+....." };
	sp_model *m = model(rows, 4);
	const int all[] = { 0, 1, 2, 3 };
	sp_pair p = sp_pair_of(m, 0, 1), near[3], far[3];
	int nnear, nfar;

	assert_int_equal(p.shared, 5);
	assert_int_equal(p.agree, 5);
	p = sp_pair_of(m, 0, 2);
	assert_int_equal(p.shared, 4);	/* silence is not shared */
	assert_int_equal(p.agree, 1);	/* mixed agrees with mixed */
	assert_int_equal(p.opposed, 3);
	p = sp_pair_of(m, 0, 3);
	assert_false(sp_pair_counts(&p));
	assert_int_equal(sp_pair_nearest(m, all, 4, 0, 1, near, &nnear, far,
					 &nfar), 2);
	assert_int_equal(nnear, 1);
	assert_int_equal(near[0].b, 1);
	assert_int_equal(nfar, 1);
	assert_int_equal(far[0].b, 2);
	/* who agrees on less than half is not near, however few there are */
	sp_pair_nearest(m, all, 4, 0, 3, near, &nnear, far, &nfar);
	assert_int_equal(nnear, 1);
	assert_int_equal(nfar, 1);
	assert_int_equal(far[0].b, 2);
	sp_model_free(m);
}

static void test_labels_do_not_overlap(void **state)
{
	(void)state;
	sp_labels l = { .frame = { 0, 0, 200, 200 } };
	sp_box box[12];
	bool leader;
	int n = 0;

	/* a crowd: all marks in one place */
	for (int i = 0; i < 12; i++)
		n += sp_labels_place(&l, 100, 100, 3, 40, 8, false, &box[n], &leader);
	assert_true(n >= 8);
	for (int i = 0; i < n; i++) {
		assert_true(box[i].x0 >= 0 && box[i].x1 <= 200);
		for (int k = 0; k < i; k++)
			assert_false(sp_box_overlap(&box[i], &box[k]));
	}
	/* none beyond the frame */
	assert_false(sp_labels_place(&l, 100, 100, 3, 300, 8, true, box, &leader));
	sp_labels_release(&l);
}

static sp_word word(const char *text, bool rtl)
{
	return (sp_word){ .text = text, .len = strlen(text), .rtl = rtl };
}

static void test_directions(void **state)
{
	(void)state;
	/* "Shalom olam (2025)", right to left: the first word is rightmost */
	sp_word a = word("\u05e9\u05dc\u05d5\u05dd", true), blank = word(" ", 0),
		b = word("\u05e2\u05d5\u05dc\u05dd", true), c = word("(2025)", 0),
		x = word("Forum", false);
	const sp_word *hebrew[] = { &a, &blank, &b, &blank, &c };
	const sp_word *mixed[] = { &x, &blank, &a, &blank, &b };
	const sp_word *latin[] = { &x, &blank, &x };
	size_t order[5];

	sp_bidi_order(hebrew, 5, true, order);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(order[i], 4 - i);
	sp_bidi_order(mixed, 5, false, order);
	assert_int_equal(order[0], 0);
	assert_int_equal(order[2], 4);
	assert_int_equal(order[4], 2);
	/* a line of it that begins with Latin still runs from the right */
	sp_bidi_order(mixed, 5, true, order);
	assert_int_equal(order[4], 0);
	assert_int_equal(order[0], 4);
	assert_int_equal(sp_bidi_direction(&c), SP_DIR_NONE);
	assert_int_equal(sp_bidi_direction(&a), SP_DIR_RTL);
	assert_int_equal(sp_bidi_direction(&x), SP_DIR_LTR);
	sp_bidi_order(latin, 3, false, order);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(order[i], i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eigenvectors),
		cmocka_unit_test(test_the_map_parts_two_camps),
		cmocka_unit_test(test_no_map_of_too_few),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_labels_do_not_overlap),
		cmocka_unit_test(test_directions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
