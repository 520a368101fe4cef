using System.Diagnostics.CodeAnalysis;

namespace Portal.Data.Platforms.Organizations;

/// <summary>Keeps once what thousands of identities repeat: documents, policies, sets of them, tags and names. For one thread at a time.</summary>
internal sealed class OrganizationPool
{
    private readonly Dictionary<string, PolicyText> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<HeldPolicy, HeldPolicy> _policies = [];
    private readonly Dictionary<HeldLimit, HeldLimit> _limits = [];
    private readonly Dictionary<EntitlementRef, EntitlementRef> _entitlements = [];
    private readonly Dictionary<PolicySet, PolicySet> _sets = new(new SameContent());
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    /// <summary>How many documents are kept.</summary>
    public int DocumentCount => _documents.Count;

    /// <summary>The document with this hash, or null when it was not added or <paramref name="hash"/> is null.</summary>
    public PolicyText? Document(string? hash) => hash is null ? null : _documents.GetValueOrDefault(hash);

    /// <summary>Keeps a document.</summary>
    public PolicyText Add(string hash, string text)
    {
        if (!_documents.TryGetValue(hash, out var document))
        {
            _documents.Add(hash, document = new(hash, text));
        }
        return document;
    }

    /// <summary>The one object for a policy.</summary>
    public HeldPolicy Policy(EntitlementKind kind, string key, string name, string document, string? hash)
    {
        var entitlement = Kept(_entitlements, new EntitlementRef(kind, key, name));
        return Kept(_policies, new HeldPolicy(entitlement, Word(document), Document(hash)));
    }

    /// <summary>The one object for a limit.</summary>
    public HeldLimit Limit(LimitKind kind, string target, string name, string? hash) => Kept(_limits, new HeldLimit(kind, target, Word(name), Document(hash)));

    /// <summary>The one object for a set.</summary>
    public PolicySet Set(IReadOnlyList<HeldPolicy> policies, IReadOnlyList<HeldLimit> boundaries) => Kept(_sets, new PolicySet(policies, boundaries));

    /// <summary>The one object for these tags.</summary>
    public IReadOnlyDictionary<string, string> Tags(IReadOnlyDictionary<string, string> tags)
    {
        var key = string.Join('\0', tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}\u0001{t.Value}"));
        if (!_tags.TryGetValue(key, out var kept))
        {
            _tags.Add(key, kept = tags);
        }
        return kept;
    }

    /// <summary>The one object for a text that comes again and again.</summary>
    public string Word(string text) => Kept(_words, text);

    private static T Kept<T>(Dictionary<T, T> all, T value)
        where T : notnull
    {
        if (all.TryGetValue(value, out var kept))
        {
            return kept;
        }
        all.Add(value, value);
        return value;
    }

    // Policies and limits are kept once themselves, so that sets are the same when their members are the same objects.
    private sealed class SameContent : IEqualityComparer<PolicySet>
    {
        public bool Equals(PolicySet? x, PolicySet? y) =>
            x!.Policies.SequenceEqual(y!.Policies, ReferenceEqualityComparer.Instance) && x.Boundaries.SequenceEqual(y.Boundaries, ReferenceEqualityComparer.Instance);

        public int GetHashCode([DisallowNull] PolicySet obj)
        {
            var hash = new HashCode();
            foreach (var policy in obj.Policies)
            {
                hash.Add(ReferenceEqualityComparer.Instance.GetHashCode(policy));
            }
            foreach (var boundary in obj.Boundaries)
            {
                hash.Add(ReferenceEqualityComparer.Instance.GetHashCode(boundary));
            }
            return hash.ToHashCode();
        }
    }
}
