using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>
/// Changes a part of a resource (RFC 7644, section 3.5.2). Takes what directories really send as well: names of operations in capitals, paths
/// as names of members, and members to remove given as a value.
/// </summary>
internal static class ScimPatch
{
    private const int MostOperations = 1000;
    private static readonly string[] ReadOnly = ["id", "meta", "groups", "schemas"];
    private static readonly string[] Many = ["emails", "members"];

    /// <summary>Applies all operations of a request, or none.</summary>
    /// <exception cref="ScimException">One of them cannot be done.</exception>
    public static JsonObject Apply(JsonObject resource, JsonObject request)
    {
        var operations = ScimJson.Objects(request, "Operations");
        if (operations.Count is 0 or > MostOperations)
        {
            throw ScimException.InvalidSyntax($"Operations must hold 1 to {MostOperations} operations.");
        }
        var changed = (JsonObject)resource.DeepClone();
        foreach (var operation in operations)
        {
            Apply(changed, ScimJson.Text(operation, "op")?.ToLowerInvariant(), ScimJson.Text(operation, "path"), ScimJson.Get(operation, "value"));
        }
        return changed;
    }

    private static void Apply(JsonObject resource, string? op, string? path, JsonNode? value)
    {
        if (op is not ("add" or "replace" or "remove"))
        {
            throw ScimException.InvalidSyntax("op must be add, replace or remove.");
        }
        if (path is null)
        {
            if (op == "remove")
            {
                throw new ScimException(StatusCodes.Status400BadRequest, "noTarget", "Say in path what is to be removed.");
            }
            Merge(resource, [], value as JsonObject ?? throw ScimException.InvalidValue("Without a path, value must be an object."), op == "add");
            return;
        }
        var (names, filter, part) = Read(path);
        if (ReadOnly.Contains(names[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new ScimException(StatusCodes.Status400BadRequest, "mutability", $"{names[0]} cannot be changed.");
        }
        if (filter is not null)
        {
            ApplyToValues(resource, op, names, filter, part, value);
        }
        else if (op == "remove")
        {
            Remove(resource, names, value);
        }
        else
        {
            Set(resource, names, value, op == "add");
        }
    }

    private static (IReadOnlyList<string> Names, ScimFilter? Filter, string? Part) Read(string path)
    {
        var (open, close) = (path.IndexOf('[', StringComparison.Ordinal), path.LastIndexOf(']'));
        if (open < 0)
        {
            return (ScimPath.Parse(path).Names, null, null);
        }
        if (close < open || (close + 1 < path.Length && path[close + 1] != '.'))
        {
            throw ScimException.InvalidPath($"'{path}' is no path.");
        }
        var part = close + 1 < path.Length ? ScimPath.Parse(path[(close + 2)..]) : null;
        return part is { Names.Count: > 1 }
            ? throw ScimException.InvalidPath($"'{path}' is no path.")
            : (ScimPath.Parse(path[..open]).Names, ScimFilterParser.Parse(path[(open + 1)..close]), part?.Names[0]);
    }

    private static void Merge(JsonObject resource, IReadOnlyList<string> above, JsonObject values, bool isAdd)
    {
        foreach (var (name, value) in values.ToList())
        {
            var names = above.Concat(ScimPath.Parse(name).Names).ToList();
            if (ReadOnly.Contains(names[0], StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }
            if (names is [var extension] && ScimSchemas.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase) && value is JsonObject inside)
            {
                Merge(resource, names, inside, isAdd);
            }
            else
            {
                Set(resource, names, value, isAdd);
            }
        }
    }

    private static void ApplyToValues(JsonObject resource, string op, IReadOnlyList<string> names, ScimFilter filter, string? part, JsonNode? value)
    {
        var (parent, name) = ParentOf(resource, names, makes: op != "remove");
        if (parent is null)
        {
            return;
        }
        var list = ListIn(parent, name);
        var chosen = list.OfType<JsonObject>().Where(filter.Matches).ToList();
        if (op == "remove")
        {
            foreach (var one in chosen)
            {
                if (part is null)
                {
                    list.Remove(one);
                }
                else
                {
                    one.Remove(ScimJson.NameIn(one, part));
                }
            }
            return;
        }
        if (chosen.Count == 0)
        {
            // Directories set the work address of who has none yet by the path of one who has.
            if (filter is not ScimFilter.Compare { Operator: ScimOperator.Eq, Value: string said, Path.Names: [var key] })
            {
                throw new ScimException(StatusCodes.Status400BadRequest, "noTarget", "No value matches the path.");
            }
            var made = new JsonObject { [key] = said };
            list.Add(made);
            chosen.Add(made);
        }
        foreach (var one in chosen)
        {
            if (part is not null)
            {
                one[ScimJson.NameIn(one, part)] = value?.DeepClone();
            }
            else
            {
                foreach (var (member, inside) in value as JsonObject ?? throw ScimException.InvalidValue("value must be an object here."))
                {
                    one[ScimJson.NameIn(one, member)] = inside?.DeepClone();
                }
            }
        }
    }

    private static void Set(JsonObject resource, IReadOnlyList<string> names, JsonNode? value, bool isAdd)
    {
        if (value is null)
        {
            Remove(resource, names, value);
            return;
        }
        var (parent, name) = ParentOf(resource, names, makes: true);
        if (Many.Contains(name, StringComparer.OrdinalIgnoreCase) && names.Count == 1)
        {
            var list = ListIn(parent!, name);
            if (!isAdd)
            {
                list.Clear();
            }
            foreach (var one in value is JsonArray array ? array.ToList() : [value])
            {
                if (one is not JsonObject added)
                {
                    throw ScimException.InvalidValue($"{name} must be a list of objects.");
                }
                if (!list.OfType<JsonObject>().Any(held => ScimJson.Text(held, "value") is { } text && text == ScimJson.Text(added, "value")))
                {
                    list.Add(added.DeepClone());
                }
            }
        }
        else if (value is JsonObject values && parent![name] is JsonObject held)
        {
            foreach (var (member, inside) in values)
            {
                held[ScimJson.NameIn(held, member)] = inside?.DeepClone();
            }
        }
        else
        {
            parent![name] = value.DeepClone();
        }
    }

    private static void Remove(JsonObject resource, IReadOnlyList<string> names, JsonNode? value)
    {
        var (parent, name) = ParentOf(resource, names, makes: false);
        if (parent is null)
        {
            return;
        }
        if (value is JsonArray or JsonObject && parent[name] is JsonArray list)
        {
            var gone = (value is JsonArray array ? array.OfType<JsonObject>() : [(JsonObject)value]).Select(v => ScimJson.Text(v, "value")).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var one in list.OfType<JsonObject>().Where(o => ScimJson.Text(o, "value") is { } held && gone.Contains(held)).ToList())
            {
                list.Remove(one);
            }
            return;
        }
        parent.Remove(name);
    }

    private static (JsonObject? Parent, string Name) ParentOf(JsonObject resource, IReadOnlyList<string> names, bool makes)
    {
        var parent = resource;
        foreach (var name in names.SkipLast(1))
        {
            var known = ScimJson.NameIn(parent, name);
            if (parent[known] is not JsonObject inside)
            {
                if (!makes)
                {
                    return (null, names[^1]);
                }
                if (parent[known] is JsonArray)
                {
                    throw ScimException.InvalidPath($"{name} has many values: say which, as in {name}[type eq \"work\"].{names[^1]}.");
                }
                // A manager may stand there as a mere id.
                parent[known] = inside = [];
            }
            parent = inside;
        }
        return (parent, ScimJson.NameIn(parent, names[^1]));
    }

    private static JsonArray ListIn(JsonObject parent, string name)
    {
        if (parent[name] is JsonArray list)
        {
            return list;
        }
        var made = new JsonArray();
        if (parent[name] is JsonObject one)
        {
            parent.Remove(name);
            made.Add(one);
        }
        parent[name] = made;
        return made;
    }
}
