#include "config.h"

#include "analyze/weights.h"

static const struct {
	const char *name, *text;
} kinds[SP_REASONS] = {
	[SP_FOR_BASE] = { "base", "to begin with" },
	[SP_FOR_WORDS] = { "words", "further words of the issue" },
	[SP_FOR_ASK] = { "ask", "it is asked for" },
	[SP_FOR_IMPERATIVE] = { "imperative", "it is called for" },
	[SP_FOR_SIDE] = { "side", "a side is taken" },
	[SP_FOR_JUDGE] = { "judge", "it is judged" },
	[SP_FOR_ITSELF] = { "itself", "the words decide by themselves" },
	[SP_FOR_UNFORCED] = { "unforced", "nothing in reach gives force" },
	[SP_FOR_CONCEDED] = { "conceded", "it is only conceded" },
	[SP_FOR_TURNED] = { "turned", "the subject is turned round" },
	[SP_FOR_LOOSELY] = { "loosely", "and by words that are far from it" },
	[SP_FOR_REFERS] = { "refers", "by reference to what was said before" },
	[SP_FOR_OTHER] = { "other", "another's view" },
	[SP_FOR_OTHERS] = { "others", "other issues in the sentence" },
	[SP_FOR_LONE] = { "lone", "nowhere else in the document" },
	[SP_FOR_BESIDE] = { "beside", "also in the sentences next to it" },
	[SP_FOR_AROUND] = { "around", "also in the sentences around" },
};

const char *sp_reason_name(sp_reason e)
{
	return kinds[e].name;
}

const char *sp_reason_text(sp_reason e)
{
	return kinds[e].text;
}

double sp_weigh(const sp_weights *w, const float *x)
{
	double sum = 0;

	for (int e = 0; e < SP_REASONS; e++)
		sum += w->of[e] * (double)x[e];
	return sum;
}
