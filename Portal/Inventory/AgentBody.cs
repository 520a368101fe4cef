using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Storage;

namespace Portal.Inventory;

/// <summary>What a program says of an agent. In a change, what is absent stays as it is; <c>owner</c> and <c>sponsor</c> as null mean nobody.</summary>
internal sealed record AgentBody
{
    private const int LongestPurpose = 4000;

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Where it may act.</summary>
    public AgentEnvironment? Environment { get; init; }

    /// <summary>How far it acts without a person.</summary>
    public Autonomy? Autonomy { get; init; }

    /// <summary>The owner's id, or null for nobody.</summary>
    public JsonElement Owner { get; init; }

    /// <summary>The sponsor's id, or null for nobody.</summary>
    public JsonElement Sponsor { get; init; }

    /// <summary><c>confirmed</c>, <c>dismissed</c> or <c>retired</c>, in a change only.</summary>
    public AgentStatus? Status { get; init; }

    /// <summary>Why, for the record.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that the change was made on, or null to change whatever is there.</summary>
    public int? Version { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check(bool isNew)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if ((isNew || Name is not null) && (string.IsNullOrWhiteSpace(Name) || Name.Length > GovernanceDb.DefaultTextLength))
        {
            errors["name"] = [$"must have 1 to {GovernanceDb.DefaultTextLength} characters."];
        }
        if (Purpose?.Length > LongestPurpose)
        {
            errors["purpose"] = [$"must have at most {LongestPurpose} characters."];
        }
        if (!TryRead(Owner, out _))
        {
            errors["owner"] = ["must be a person's id or null."];
        }
        if (!TryRead(Sponsor, out _))
        {
            errors["sponsor"] = ["must be a person's id or null."];
        }
        if (Status is { } status && (isNew ? status != AgentStatus.Confirmed : status is AgentStatus.Discovered or AgentStatus.Quarantined))
        {
            errors["status"] = [isNew ? "must be confirmed or absent for a new agent." : "must be confirmed, dismissed or retired."];
        }
        return errors;
    }

    /// <summary>The new agent that is asked for.</summary>
    public AgentDraft ToDraft() => new(
        Name!.Trim(), Purpose ?? string.Empty, Environment ?? default, Autonomy ?? default, Choice(Owner)?.Id, Choice(Sponsor)?.Id);

    /// <summary>The change that is asked for.</summary>
    public AgentPatch ToPatch() => new()
    {
        Version = Version,
        Name = Name?.Trim(),
        Purpose = Purpose,
        Environment = Environment,
        Autonomy = Autonomy,
        Owner = Choice(Owner),
        Sponsor = Choice(Sponsor),
    };

    private static AgentPatch.PersonChoice? Choice(JsonElement element) => TryRead(element, out var choice) ? choice : null;

    private static bool TryRead(JsonElement element, out AgentPatch.PersonChoice? choice)
    {
        choice = element.ValueKind switch
        {
            JsonValueKind.Null => new(Id: null),
            JsonValueKind.String when element.TryGetGuid(out var id) => new(new PersonId(id)),
            _ => null,
        };
        return choice is not null || element.ValueKind == JsonValueKind.Undefined;
    }
}
