namespace Portal.People.Scim;

/// <summary>
/// The name of an attribute, as filters and PATCH write it: <c>userName</c>, <c>name.familyName</c>,
/// <c>urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value</c>. Names mean the same in any case.
/// </summary>
/// <param name="Names">The names from the resource inwards; an extension is the first.</param>
internal sealed record ScimPath(IReadOnlyList<string> Names)
{
    private const int Longest = 400;

    /// <summary>Reads a name.</summary>
    /// <exception cref="ScimException">It is none.</exception>
    public static ScimPath Parse(string text)
    {
        var rest = text;
        var names = new List<string>();
        foreach (var schema in ScimSchemas.Extensions.Prepend(ScimSchemas.User).Append(ScimSchemas.Group))
        {
            if (text.Length >= schema.Length && text.StartsWith(schema, StringComparison.OrdinalIgnoreCase) && (text.Length == schema.Length || text[schema.Length] is ':' or '.'))
            {
                rest = text.Length == schema.Length ? string.Empty : text[(schema.Length + 1)..];
                if (ScimSchemas.Extensions.Contains(schema, StringComparer.OrdinalIgnoreCase))
                {
                    names.Add(schema);
                }
                break;
            }
        }
        if (rest.Length > 0)
        {
            names.AddRange(rest.Split('.'));
        }
        return names.Count is > 0 and <= 3 && text.Length <= Longest && names.TrueForAll(n => ScimSchemas.Extensions.Contains(n, StringComparer.OrdinalIgnoreCase) || IsName(n))
            ? new(names)
            : throw ScimException.InvalidPath($"'{(text.Length > Longest ? text[..Longest] : text)}' is no name of an attribute.");
    }

    /// <summary>The name as it is written.</summary>
    public override string ToString() =>
        ScimSchemas.Extensions.Contains(Names[0], StringComparer.OrdinalIgnoreCase) && Names.Count > 1 ? $"{Names[0]}:{string.Join('.', Names.Skip(1))}" : string.Join('.', Names);

    /// <summary>Whether it is this one.</summary>
    public bool Is(params IReadOnlyList<string> names) => Names.SequenceEqual(names, StringComparer.OrdinalIgnoreCase);

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '$') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
}
