using Portal.Data.Inventory;

namespace Portal.Data.Changes;

/// <summary>A change that is about to be written, with those who have a part in it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Keys">What those are found by whom nobody knows.</param>
internal sealed record ChangeDraft(Change Change, PartyKeys Keys)
{
    private readonly Dictionary<IdentityId, (bool IsSubject, bool IsActor)> _parties = [];
    private readonly Dictionary<string, (bool IsSubject, bool IsActor)> _unknown = new(StringComparer.Ordinal);

    /// <summary>Hash of the document that it rewrites, as the snapshot before it shows; null when none does.</summary>
    public string? DocumentBefore { get; init; }

    /// <summary>Rows for the known identities.</summary>
    public IEnumerable<ChangeParty> Parties => _parties.Select(p => new ChangeParty
    {
        IdentityId = p.Key,
        At = Change.At,
        Sequence = Change.Sequence,
        IsSubject = p.Value.IsSubject,
        IsActor = p.Value.IsActor,
    });

    /// <summary>Rows for those that no snapshot has shown.</summary>
    public IEnumerable<UnknownParty> UnknownParties => _unknown.Select(p => new UnknownParty
    {
        Key = Keys.Of(p.Key),
        Sequence = Change.Sequence,
        At = Change.At,
        IsSubject = p.Value.IsSubject,
        IsActor = p.Value.IsActor,
    });

    /// <summary>Adds who did it.</summary>
    public void AddActor(IdentityId? known, string nativeId)
    {
        if (known is { } id)
        {
            _parties[id] = _parties.GetValueOrDefault(id) with { IsActor = true };
        }
        else
        {
            var key = PartyKey.Of(nativeId);
            _unknown[key] = _unknown.GetValueOrDefault(key) with { IsActor = true };
        }
    }

    /// <summary>Adds a known identity that it happened to.</summary>
    public void AddSubject(IdentityId id)
    {
        var part = _parties.GetValueOrDefault(id);
        if (!part.IsSubject)
        {
            _parties[id] = part with { IsSubject = true };
            Change.SubjectCount++;
        }
    }

    /// <summary>Adds a principal that it happened to and that nobody knows.</summary>
    public void AddUnknownSubject(string key) => _unknown[key] = _unknown.GetValueOrDefault(key) with { IsSubject = true };
}
