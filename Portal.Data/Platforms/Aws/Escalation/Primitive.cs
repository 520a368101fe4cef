using System.Text.Json.Serialization;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>One published way to gain more rights. <c>SOURCES.md</c> beside the table explains the fields.</summary>
/// <param name="Id">Its published id.</param>
/// <param name="Group">How the lists sort it.</param>
/// <param name="Name">What it does, as a sentence about the caller without its full stop.</param>
/// <param name="Target">What it has to touch.</param>
/// <param name="Gains">What it gives.</param>
/// <param name="Source">Where it was first read.</param>
internal sealed record Primitive(string Id, PrimitiveGroup Group, string Name, PrimitiveTarget Target, PrimitiveGain Gains, string Source)
{
    /// <summary>The service that has to be trusted by the role, or null.</summary>
    public string? Service { get; init; }

    /// <summary>Actions that must be allowed on the target; <c>|</c> parts equivalents.</summary>
    public IReadOnlyList<string> OnTarget { get; init; } = [];

    /// <summary>Actions that must be allowed on a customer policy that the target holds.</summary>
    public IReadOnlyList<string> OnItsPolicy { get; init; } = [];

    /// <summary>Actions that must be allowed on some resource.</summary>
    public IReadOnlyList<string> Anywhere { get; init; } = [];

    /// <summary>What must hold besides and no export shows; null when nothing.</summary>
    [JsonPropertyName("if")]
    public string? Condition { get; init; }

    /// <summary>All actions, equivalents as they stand in the table.</summary>
    [JsonIgnore]
    public IEnumerable<string> Actions => OnTarget.Concat(OnItsPolicy).Concat(Anywhere);

    /// <summary>True when the caller has to be able to assume the target.</summary>
    [JsonIgnore]
    public bool NeedsAssume => OnTarget.Contains(AssumeRole, StringComparer.Ordinal);

    /// <summary>The action by which a role is assumed.</summary>
    internal const string AssumeRole = "sts:AssumeRole";

    /// <summary>The action by which a role is handed to a service.</summary>
    internal const string PassRole = "iam:PassRole";
}
