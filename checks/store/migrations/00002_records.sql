-- What people wrote down, as JSON beside what it is found by. It is never thrown
-- away for age or space.

-- +goose Up

CREATE TABLE terminal (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;

-- The newest, minimum and blocked versions; listed is 1 for those of a list that
-- is fetched as a whole.
CREATE TABLE rule (
	brand TEXT NOT NULL, model TEXT NOT NULL, software TEXT NOT NULL, listed INTEGER NOT NULL, data TEXT NOT NULL,
	PRIMARY KEY (brand, model, software, listed)
) WITHOUT ROWID;

-- What the shop changed of the checklist, and what it added.
CREATE TABLE task (id TEXT PRIMARY KEY, place INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;

-- That an item was looked at: never changed, only added to.
CREATE TABLE care (id INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX care_task ON care (task, at);

-- until is 0 while a visit is under way.
CREATE TABLE visit (id TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
