-- What was measured and what was made of it. Times are Unix milliseconds, spans
-- tenths of a millisecond, unless a column says otherwise. A figure that was not
-- measured is NULL, never 0.

-- +goose Up

-- The checks, so that a row names its own by a small number.
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- How a result can end, the same way; 1 is a good one.
CREATE TABLE code (
	id INTEGER PRIMARY KEY, level INTEGER NOT NULL, cause TEXT NOT NULL, failed TEXT NOT NULL, class TEXT NOT NULL,
	UNIQUE (level, cause, failed, class)
);
INSERT INTO code VALUES (1, 1, '', '', '');

-- Every single result. took is NULL where the phases add up to it.
CREATE TABLE sample (
	series INTEGER NOT NULL, at INTEGER NOT NULL, code INTEGER NOT NULL, took INTEGER,
	resolve INTEGER, connect INTEGER, tls INTEGER, processing INTEGER, transfer INTEGER,
	sent INTEGER, lost INTEGER,
	PRIMARY KEY (series, at)
) WITHOUT ROWID;

-- Failures of the same kind in a row, kept long after the single results are gone.
CREATE TABLE failure (
	id INTEGER PRIMARY KEY, series INTEGER NOT NULL, code INTEGER NOT NULL,
	since INTEGER NOT NULL, until INTEGER NOT NULL, count INTEGER NOT NULL
);
CREATE INDEX failure_since ON failure (series, since);

-- Figures of 5 minutes, an hour, a local day; at is their beginning in Unix
-- seconds. The medians of the phases stand by the phases' names.
CREATE TABLE fine (
	series INTEGER NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, failed INTEGER NOT NULL,
	min INTEGER, median INTEGER, p95 INTEGER, max INTEGER, sent INTEGER, lost INTEGER,
	resolve INTEGER, connect INTEGER, tls INTEGER, processing INTEGER, transfer INTEGER,
	PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE hour (
	series INTEGER NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, failed INTEGER NOT NULL,
	min INTEGER, median INTEGER, p95 INTEGER, max INTEGER, sent INTEGER, lost INTEGER,
	resolve INTEGER, connect INTEGER, tls INTEGER, processing INTEGER, transfer INTEGER,
	PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE day (
	series INTEGER NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL, failed INTEGER NOT NULL,
	min INTEGER, median INTEGER, p95 INTEGER, max INTEGER, sent INTEGER, lost INTEGER,
	resolve INTEGER, connect INTEGER, tls INTEGER, processing INTEGER, transfer INTEGER,
	PRIMARY KEY (series, at)
) WITHOUT ROWID;

-- Up to when each of them is made, in Unix seconds.
CREATE TABLE rolled (tier TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;

-- What was believed, whenever that changed, in the order it was recorded.
CREATE TABLE change (
	id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, level INTEGER NOT NULL, cause TEXT NOT NULL,
	layer TEXT NOT NULL, subject TEXT NOT NULL, channels TEXT NOT NULL -- JSON
);
CREATE INDEX change_at ON change (at);

-- Time that was not watched.
CREATE TABLE gap (
	id INTEGER PRIMARY KEY AUTOINCREMENT, since INTEGER NOT NULL, until INTEGER NOT NULL, kind TEXT NOT NULL, moved INTEGER NOT NULL
);

-- Incidents as JSON; the note is a person's and never written by a round. until
-- is 0 while it is open.
CREATE TABLE incident (
	id INTEGER PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, data TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
);
CREATE TABLE scene (incident INTEGER PRIMARY KEY, data TEXT NOT NULL);

-- One value each: "last" for the next start, "clean" whether the program ended in
-- peace.
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
