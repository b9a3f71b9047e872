/* survey.h - a first look at what is to be read: the manifests, also those in
 * archives, and what bulk downloads say of their attachments. All of these may
 * stand behind the documents that they describe. */
#ifndef SP_INGEST_SURVEY_H
#define SP_INGEST_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/manifest.h"
#include "ingest/walk.h"

/**
 * Add the manifests that the walk met to `m` (unless `manifests` is false), and
 * the attachments of bulk downloads; what is wrong with them becomes
 * complaints. Returns how many files and members there are to read, for the
 * progress line. A damaged archive is not told here: who reads it will.
 */
size_t sp_survey(const sp_walk *w, sp_manifest *m, bool manifests);

#endif
