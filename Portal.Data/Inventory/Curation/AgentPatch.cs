using Portal.Data.Access;

namespace Portal.Data.Inventory.Curation;

/// <summary>What changes about an agent; what is null stays as it is.</summary>
public sealed record AgentPatch
{
    /// <summary>The <see cref="AgentDetail.Version"/> that the change was made on; null changes whatever is there.</summary>
    public int? Version { get; init; }

    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>A new purpose.</summary>
    public string? Purpose { get; init; }

    /// <summary>Another environment.</summary>
    public AgentEnvironment? Environment { get; init; }

    /// <summary>Another autonomy.</summary>
    public Autonomy? Autonomy { get; init; }

    /// <summary>Another owner, or nobody.</summary>
    public PersonChoice? Owner { get; init; }

    /// <summary>Another sponsor, or nobody.</summary>
    public PersonChoice? Sponsor { get; init; }

    /// <summary>A choice of a person, where nobody is a choice as well.</summary>
    /// <param name="Id">The person, or null for nobody.</param>
    public sealed record PersonChoice(PersonId? Id);
}
