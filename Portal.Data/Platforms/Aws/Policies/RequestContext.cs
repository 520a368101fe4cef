namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>What is known about a request besides principal, action and resource: condition keys, whose names' cases are alike.</summary>
/// <param name="values">The known keys.</param>
/// <param name="isComplete">True when a key that is not there is absent from the request; false when it is only unknown.</param>
internal sealed class RequestContext(Dictionary<string, ContextValues> values, bool isComplete)
{
    /// <summary>A request without any keys.</summary>
    public static RequestContext Empty { get; } = new(new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase), isComplete: true);

    /// <summary>True when a key that is not there is absent from the request; false when it is only unknown.</summary>
    public bool IsComplete => isComplete;

    /// <summary>Looks a key up: <see cref="Truth.Yes"/> with its values, <see cref="Truth.No"/> when it is absent, else unknown.</summary>
    public Truth Find(string key, out ContextValues found)
    {
        if (values.Count > 0 && values.TryGetValue(key, out var known))
        {
            found = known;
            return Truth.Of(known.Count > 0);
        }
        found = Nothing;
        return isComplete ? Truth.No : Truth.Unknown;
    }

    /// <summary>The text that stands for a variable: only keys with a single value have one.</summary>
    public Truth Resolve(PolicyVariable variable, out string text)
    {
        var state = Find(variable.Key, out var found);
        if (state == Truth.Yes && (found.IsMultivalued || found.Count != 1))
        {
            state = Truth.No;
        }
        text = state == Truth.Yes ? found.Given(0).Text : variable.Default ?? string.Empty;
        return state == Truth.No && variable.Default is not null ? Truth.Yes : state;
    }

    private static readonly ContextValues Nothing = new([], IsMultivalued: false);
}
