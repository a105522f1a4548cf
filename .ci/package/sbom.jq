# Completes a list of parts: each with its licences, and the parts that are not Go.
# Whose licence is unknown ends it with an error.
($known | split("\n") | map(select(. != "") | split(",") | {path: .[0], id: .[1]})) as $table |
def licensed:
	.name as $name |
	([$table[] | select(.path == $name or (.path | startswith($name + "/"))) | .id] | unique) as $ids |
	if $ids == [] then error("no licence known of " + $name)
	else .licenses = [$ids[] | {license: {id: .}}] end;
.metadata.timestamp = $made |
del(.metadata.tools[]?.hashes) |
.metadata.component |= (licensed | .name = $name) |
any(.components[]; .name == "fyne.io/fyne/v2") as $window |
.components |= (map(licensed) + [$others[0][] | select($window or (.name | endswith("in Fyne") | not))])
