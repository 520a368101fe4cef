namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One entry of Action or NotAction: the service prefix is literal, the name may hold <c>*</c> and <c>?</c>, cases are alike.</summary>
internal sealed class ActionPattern
{
    private ActionPattern(string source, string? service, TextPattern name)
    {
        Source = source;
        Service = service;
        Name = name;
    }

    /// <summary>The entry as written.</summary>
    public string Source { get; }

    /// <summary>The service prefix in lower case; null for <c>*</c>, every action of every service.</summary>
    public string? Service { get; }

    /// <summary>The name's pattern in lower case.</summary>
    public TextPattern Name { get; }

    /// <summary>True for <c>*</c>.</summary>
    public bool IsEverything => Service is null;

    /// <summary>Reads an entry; null when it has no service prefix.</summary>
    public static ActionPattern? Read(string source)
    {
        if (source.AsSpan().Trim('*').IsEmpty || source == "*:*")
        {
            return source.Length == 0 ? null : new ActionPattern(source, service: null, TextPattern.Any);
        }
        var colon = source.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || colon == source.Length - 1
            ? null
            : new ActionPattern(
                source,
                source[..colon].ToLowerInvariant(),
                TextPattern.Read(source[(colon + 1)..].ToLowerInvariant(), hasVariables: false));
    }

    /// <summary>True when the entry names <paramref name="action"/>.</summary>
    public bool Matches(ActionName action) =>
        Service is null || (string.Equals(Service, action.Service, StringComparison.Ordinal) && Name.Matches(action.Name));

    /// <summary>True when this entry surely names every action that <paramref name="other"/> names.</summary>
    public bool Covers(ActionPattern other) =>
        Service is null || (string.Equals(Service, other.Service, StringComparison.Ordinal) && Name.Covers(other.Name));

    /// <summary>True when some action may be named by both.</summary>
    public bool Overlaps(ActionPattern other) =>
        Service is null || other.Service is null || (string.Equals(Service, other.Service, StringComparison.Ordinal) && Name.Overlaps(other.Name));
}
