using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Portal.Data.Inventory;

namespace Portal.Data.Changes;

/// <summary>A change with its evidence and content: what the API, the hub and the export give out, and what its page shows.</summary>
public sealed record ChangeDetail : ChangeRow
{
    /// <summary>Adds evidence and content to a row.</summary>
    [SetsRequiredMembers]
    internal ChangeDetail(ChangeRow row)
        : base(row)
    {
    }

    /// <summary>The fields that the attribution rests on, as <c>path = value</c>.</summary>
    public IReadOnlyList<string> Evidence { get; internal init; } = [];

    /// <summary>What was before, or null when unknown or nothing.</summary>
    public string? Before { get; internal init; }

    /// <summary>True when <see cref="Before"/> is not from the event but from the snapshot or change before it.</summary>
    public bool IsBeforeDerived { get; internal init; }

    /// <summary>What is now, or null when unknown or nothing.</summary>
    public string? After { get; internal init; }

    /// <summary>
    /// Whether it says what a policy of a privileged agent was or is. Then <see cref="Before"/> and <see cref="After"/> are null but for who asks
    /// for this one change, which is recorded.
    /// </summary>
    public bool IsGuarded { get; internal init; }

    /// <summary>SHA-256 of the raw event, lower-case hex.</summary>
    public string Digest { get; internal init; } = string.Empty;

    /// <summary>What a search looks at.</summary>
    [JsonIgnore]
    public string SearchText { get; internal init; } = string.Empty;

    /// <summary>All identities that have a part in it.</summary>
    [JsonIgnore]
    public IReadOnlySet<IdentityId> InvolvedIdentities { get; internal init; } = new HashSet<IdentityId>();

    /// <summary>All agents whose identities have a part in it.</summary>
    [JsonIgnore]
    public IReadOnlySet<AgentId> InvolvedAgents { get; internal init; } = new HashSet<AgentId>();
}
