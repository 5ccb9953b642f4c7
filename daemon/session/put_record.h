// From a put request to a record: every key that is stored is masked as the text is.
#pragma once

#include "core/base/result.h"
#include "core/wire/capture.h"
#include "core/wire/syslog.h"
#include "daemon/ports/clock.h"
#include "daemon/ports/record.h"
#include "daemon/session/line_masker.h"

namespace redactd::daemon {

// What the keys say; refused before anything is masked. Errors: wire.key_invalid.
Status check_put_keys(const wire::RequestHeader& header);

// `header` passed check_put_keys(). `report` holds the findings of `text` and gets those of the keys.
Record put_record(const wire::RequestHeader& header, MaskedText text, const Peer& peer, const WallClock& clock,
                  LineMasker& masker, MaskReport& report);

// A datagram of syslog.sock, parsed first and masked field by field.
Record syslog_record(std::string_view datagram, const Peer& peer, const WallClock& clock, LineMasker& masker);

}  // namespace redactd::daemon
