/* model_choose.c - which submitters a report is about: named ones, or kinds. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "report/model_internal.h"
#include "report/wording.h"

static bool same_name(const sp_submitter *s, const char *name)
{
	return !strcasecmp(s->name, name) || !strcasecmp(s->short_name, name);
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether `words` stands in `name` as whole words, ASCII case apart. */
static bool holds_words(const char *name, const char *words)
{
	size_t n = strlen(words);

	for (const char *p = name; *p; p++)
		if (!strncasecmp(p, words, n) &&
		    (p == name || !in_word(p[-1])) && !in_word(p[n]))
			return true;
	return false;
}

static int find_same(const sp_model *m, const char *name)
{
	for (int i = 0; i < m->nsubmitters; i++)
		if (same_name(&m->submitters[i], name))
			return i;
	return -1;
}

static bool ambiguous(const sp_model *m, const char *name, int first,
		      const char *path, sp_error *err)
{
	sp_buf t = SP_BUF_INIT;
	int n = 0;

	for (int i = first; i < m->nsubmitters; i++)
		if (holds_words(m->submitters[i].name, name) && n++ < 4)
			sp_buf_addf(&t, "%s'%s'", n > 1 ? ", " : "",
				    m->submitters[i].short_name);
	if (n > 4)
		sp_buf_addf(&t, ", … %d in all", n);
	sp_fail(err, SP_ENOROW, path, 0, "'%s' could be %s: give more of the "
		"name", name, t.data);
	sp_buf_release(&t);
	return false;
}

/* The one submitter whose name is `name` or holds it as words, into *out. */
static bool find(const sp_model *m, const char *name, const char *path,
		 int *out, sp_error *err)
{
	*out = find_same(m, name);
	for (int i = 0; i < m->nsubmitters && *out < 0; i++)
		if (holds_words(m->submitters[i].name, name)) {
			*out = i;
			for (int k = i + 1; k < m->nsubmitters; k++)
				if (holds_words(m->submitters[k].name, name))
					return ambiguous(m, name, i, path,
							 err);
		}
	return *out >= 0 ||
	       sp_fail(err, SP_ENOROW, path, 0,
		       "no submitter '%s' with an analysed document", name);
}

/* A list is split at commas, and a name may hold some: how many of names[0..n)
 * joined again are the whole name of a submitter, into *out. 0: none. */
static size_t joined(const sp_model *m, const char *const *names, size_t n,
		     int *out)
{
	for (size_t k = n < 5 ? n : 5; k > 1; k--) {
		sp_buf t = SP_BUF_INIT;

		for (size_t i = 0; i < k; i++)
			sp_buf_addf(&t, "%s%s", i ? ", " : "", names[i]);
		*out = find_same(m, t.data);
		sp_buf_release(&t);
		if (*out >= 0)
			return k;
	}
	return 0;
}

static bool by_name(sp_model *m, const sp_report_options *o, bool *keep,
		    const char *path, sp_error *err)
{
	m->asked = sp_calloc(o->nsubmitters + 1, sizeof *m->asked);
	for (size_t i = 0; i < o->nsubmitters;) {
		int s;
		size_t k = joined(m, o->submitters + i, o->nsubmitters - i,
				  &s);

		if (!k && !find(m, o->submitters[i], path, &s, err))
			return false;
		i += k ? k : 1;
		if (!keep[s])
			m->asked[m->nasked++] = m->submitters[s].id;
		keep[s] = true;
	}
	return true;
}

bool sp_report_knows_kind(const char *name, sp_error *err)
{
	return sp_type_named(name) >= 0 ||
	       sp_fail(err, SP_EUSAGE, NULL, 0,
		       "no kind of submitter '%s': individual, company, "
		       "trade-association, nonprofit, academic, government, other",
		       name);
}

static bool by_kind(sp_model *m, const sp_report_options *o, bool *keep,
		    const char *path, sp_error *err)
{
	for (size_t k = 0; k < o->nkinds; k++) {
		int type = sp_type_named(o->kinds[k]);
		bool any = false;

		if (!sp_report_knows_kind(o->kinds[k], err))
			return false;
		for (int i = 0; i < m->nsubmitters; i++)
			if (m->submitters[i].type == type)
				any = keep[i] = true;
		if (!any)
			return sp_fail(err, SP_ENOROW, path, 0,
				       "no submitter of the kind '%s' with an "
				       "analysed document", o->kinds[k]);
	}
	return true;
}

bool sp_model_choose(sp_model *m, const sp_report_options *o, const char *path,
		     sp_error *err)
{
	bool *keep = sp_calloc((size_t)m->nsubmitters + 1, sizeof *keep);
	int n = 0;

	m->chosen = o->nsubmitters || o->nkinds;
	m->everyone = m->nsubmitters;
	bool ok = by_name(m, o, keep, path, err) &&
		  by_kind(m, o, keep, path, err);
	for (int i = 0; ok && m->chosen && i < m->nsubmitters; i++)
		if (keep[i])
			m->submitters[n++] = m->submitters[i];
	if (ok && m->chosen)
		m->nsubmitters = n;
	m->side = !o->nkinds && m->nasked >= 2 && m->nasked <= SP_SIDE_MAX;
	free(keep);
	return ok;
}
