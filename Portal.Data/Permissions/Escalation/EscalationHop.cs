using System.Text.Json.Serialization;

namespace Portal.Data.Permissions.Escalation;

/// <summary>One step on the way to more rights.</summary>
/// <param name="From">Who takes it.</param>
/// <param name="To">Who it becomes.</param>
/// <param name="Primitive">The primitive's published id.</param>
/// <param name="Name">What it does, as a sentence about who takes it, without its full stop.</param>
/// <param name="Actions">The actions that it takes.</param>
/// <param name="Service">The service that acts with the role, or null.</param>
/// <param name="GrantedBy">The statements that allow them.</param>
/// <param name="Conditions">What must hold besides; empty when it surely works.</param>
public sealed record EscalationHop(
    EscalationParty From,
    EscalationParty To,
    string Primitive,
    string Name,
    IReadOnlyList<string> Actions,
    string? Service,
    IReadOnlyList<string> GrantedBy,
    IReadOnlyList<string> Conditions)
{
    /// <summary>What it does, as words that follow the name of who takes it.</summary>
    [JsonIgnore]
    public string Deed => $"{char.ToLowerInvariant(Name[0])}{Name[1..]}";

    /// <summary>The same with the primitive's id.</summary>
    [JsonIgnore]
    public string Title => $"{Deed} ({Primitive})";
}
