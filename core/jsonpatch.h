// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Changes a JSON document as another JSON document says: RFC 6902 to the letter, and RFC 7396. A vendor's
// own reading of either stands in its dialect.
#pragma once

#include "core/json.h"

namespace tacklebox {

// The document with every operation done in turn, or none of them. Conflict for a test that fails, also
// where nothing is at its path; JsonForm for all else, with the technical reason.
Result<Json> patched(const Json &document, const Json &patch);

// The document with the members of `merge` laid over it: null takes one away, a list is replaced whole.
Result<Json> merged(const Json &document, const Json &merge);

} // namespace tacklebox
