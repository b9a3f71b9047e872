#include "tests/unit/test.h"

#include "base/buf.h"
#include "base/yaml.h"

static sp_yaml *parse(const char *text, sp_error *err)
{
	return sp_yaml_parse("f.yaml", text, strlen(text), err);
}

static void nodes_know_their_place(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_yaml *y = parse("name: x\nlist:\n  - a\n  - \"b\"\nmap: { k: v }\n",
			   &err);

	assert_non_null(y);
	const sp_yaml_node *root = sp_yaml_root(y);
	assert_int_equal(root->kind, SP_YAML_MAP);
	assert_int_equal(root->n, 3);
	assert_string_equal(root->keys[1]->text, "list");
	const sp_yaml_node *list = sp_yaml_get(root, "list");
	assert_int_equal(list->n, 2);
	assert_int_equal(list->items[1]->line, 4);
	assert_int_equal(list->items[1]->column, 5);
	assert_true(list->items[0]->plain);
	assert_false(list->items[1]->plain);
	assert_string_equal(sp_yaml_get(sp_yaml_get(root, "map"), "k")->text,
			    "v");
	assert_null(sp_yaml_get(root, "none"));
	assert_null(sp_yaml_get(list, "list"));
	assert_null(sp_yaml_get(NULL, "list"));
	assert_string_equal(sp_yaml_file(y), "f.yaml");
	sp_yaml_free(y);
}

static void an_empty_file_has_no_root(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	sp_yaml *y = parse("# only a remark\n", &err);

	assert_non_null(y);
	assert_null(sp_yaml_root(y));
	sp_yaml_free(y);
	sp_yaml_free(NULL);
}

static const struct {
	const char *text, *error;
} faults[] = {
	{ "a: 1\nb: [1, 2\n", "f.yaml:3:1: " },
	{ "a: 1\na: 2\n",
	  "f.yaml:2:1: the key 'a' stands twice, first in line 1" },
	{ "a: &x 1\nb: *x\n", "f.yaml:1:4: anchors and tags" },
	{ "a: 1\nb: &x\n  c: 2\n", "f.yaml:2:4: anchors and tags" },
	{ "a: !!seq [p]\n", "f.yaml:1:4: anchors and tags" },
	{ "a: 1\nb: [p\x01]\n", "f.yaml:2:6: control characters" },
	{ "a: 1\nb: \xFF\n", "f.yaml:2:4: " },
	{ "a: *x\n", "f.yaml:1:4: anchors and aliases" },
	{ "a: !!int 1\n", "f.yaml:1:4: anchors and tags" },
	{ "? [k]\n: v\n", "f.yaml:1:3: a key must be a word" },
	{ "a: 1\n---\nb: 2\n", "f.yaml:2:1: more than one document" },
	{ "a:\n\t- b\n", "f.yaml:2:1: " },
	{ "a: \"\\0\"\n", "f.yaml:1:4: a NUL byte" },
	{ "a: \xFF\n", "f.yaml:" },
};

static void faults_are_told_with_line_and_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		sp_error err = SP_ERROR_INIT;
		sp_yaml *y = parse(faults[i].text, &err);
		if (y || strncmp(error_text(&err), faults[i].error,
				 strlen(faults[i].error)) != 0)
			fail_msg("%zu: '%s' instead of '%s'", i,
				 error_text(&err), faults[i].error);
		assert_int_equal(err.code, SP_ESYNTAX);
	}
}

/* Many keys, of which the last stands twice. */
static void each_key_is_compared_with_all(void **state)
{
	(void)state;
	sp_buf text = SP_BUF_INIT;
	sp_error err = SP_ERROR_INIT;

	for (int i = 0; i < 50000; i++)
		sp_buf_addf(&text, "k%d: 1\n", i);
	sp_yaml *y = parse(text.data, &err);
	assert_ok(y, &err);
	assert_int_equal(sp_yaml_root(y)->n, 50000);
	sp_yaml_free(y);
	sp_buf_adds(&text, "k49998: 1\n");
	assert_null(parse(text.data, &err));
	assert_string_equal(error_text(&err),
			    "f.yaml:50001:1: the key 'k49998' stands twice, first in line 49999");
	sp_buf_release(&text);
}

static void depth_is_capped(void **state)
{
	(void)state;
	sp_error err = SP_ERROR_INIT;
	char text[2001];

	memset(text, '[', 2000);
	text[2000] = '\0';
	assert_null(parse(text, &err));
	assert_non_null(strstr(error_text(&err), "nested too deeply"));
}

static void strings_and_known_keys(void **state)
{
	(void)state;
	static const char *const known[] = { "name", "version", NULL };
	sp_error err = SP_ERROR_INIT;
	sp_yaml *y = parse("name: x\nlist: [1]\nempty: ''\nversoin: 1\n", &err);
	const sp_yaml_node *root = sp_yaml_root(y);
	const char *s = "default";

	assert_true(sp_yaml_string(y, root, "name", true, &s, &err));
	assert_string_equal(s, "x");
	assert_true(sp_yaml_string(y, root, "none", false, &s, &err));
	assert_string_equal(s, "x");
	assert_false(sp_yaml_string(y, root, "none", true, &s, &err));
	assert_string_equal(error_text(&err), "f.yaml:1:1: 'none' is missing");
	sp_error_clear(&err);
	assert_false(sp_yaml_string(y, root, "list", false, &s, &err));
	assert_string_equal(error_text(&err), "f.yaml:2:7: 'list' must be text");
	sp_error_clear(&err);
	assert_false(sp_yaml_string(y, root, "empty", true, &s, &err));
	sp_error_clear(&err);
	assert_false(sp_yaml_known(y, root, known, &err));
	assert_string_equal(error_text(&err), "f.yaml:2:1: unknown key 'list'");
	sp_yaml_free(y);

	sp_error_clear(&err);
	y = parse("versoin: 1\n", &err);
	assert_false(sp_yaml_known(y, sp_yaml_root(y), known, &err));
	assert_string_equal(error_text(&err), "f.yaml:1:1: unknown key "
			    "'versoin'; did you mean 'version'?");
	sp_yaml_free(y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_know_their_place),
		cmocka_unit_test(an_empty_file_has_no_root),
		cmocka_unit_test(faults_are_told_with_line_and_column),
		cmocka_unit_test(each_key_is_compared_with_all),
		cmocka_unit_test(depth_is_capped),
		cmocka_unit_test(strings_and_known_keys),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
