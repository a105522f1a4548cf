-- The refund cases and what was read of the merchant's bills, as JSON beside what
-- it is found by. It is never thrown away for age or space.

-- +goose Up

-- Each line is a case as it was after a change: never changed, only added to,
-- numbered from 1 without holes. at is RFC 3339 with all its digits and data is
-- exactly what was written, since seal is worked out from both.
CREATE TABLE case_entry (number INTEGER PRIMARY KEY, refund_case TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL, seal TEXT NOT NULL);

-- The newest line of each case; shown is when the terminal showed it.
CREATE TABLE refund_case (id TEXT PRIMARY KEY, shown INTEGER NOT NULL, open INTEGER NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX refund_case_shown ON refund_case (shown);

-- A bill by the SHA-256 of its file, without its rows.
CREATE TABLE bill (id TEXT PRIMARY KEY, read INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;

-- The rows that gave money back, each once in however many bills it stands.
CREATE TABLE bill_row (row TEXT PRIMARY KEY, bill TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX bill_row_at ON bill_row (at);
