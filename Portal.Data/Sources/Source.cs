using Portal.Data.Platforms;

namespace Portal.Data.Sources;

/// <summary>A connected organization, account, tenant or cluster.</summary>
public sealed class Source
{
    /// <summary>Its id.</summary>
    public SourceId Id { get; init; } = SourceId.New();

    /// <summary>The name people gave it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>Which platform it is on; never changes.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The platform's own settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When it was connected.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest complete snapshot was taken, or null before the first.</summary>
    public DateTimeOffset? LastSnapshotAt { get; set; }

    /// <summary>When its newest event or file of events arrived, readable or not, or null before the first.</summary>
    public DateTimeOffset? LastEventAt { get; set; }
}
