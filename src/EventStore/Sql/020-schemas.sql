-- es holds Marten's layout and nothing else, because its schema tool drops what it does not know; hl is ours and invisible to it.
CREATE SCHEMA IF NOT EXISTS es AUTHORIZATION hl_owner;
CREATE SCHEMA IF NOT EXISTS hl AUTHORIZATION hl_owner;
