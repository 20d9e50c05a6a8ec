-- The one definition of a leaf in SQL; ADR 0002 has the layout and its test vectors. It can never change.
-- BEGIN ATOMIC binds every name now, and a body of one expression is inlined into its caller.
CREATE OR REPLACE FUNCTION hl.leaf(
  at_position bigint, stream uuid, version bigint, id uuid, microseconds bigint, type text, headers_hash bytea, data_hash bytea) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256('\x0001'::bytea || int8send(at_position) || uuid_send(stream) || int8send(version) || uuid_send(id) || int8send(microseconds)
  || int2send(octet_length(type)::smallint) || convert_to(type, 'UTF8') || headers_hash || data_hash);
