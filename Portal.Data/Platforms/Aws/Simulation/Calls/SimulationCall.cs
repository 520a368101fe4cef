using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>A call of SimulateCustomPolicy or SimulatePrincipalPolicy, read and checked.</summary>
internal sealed record SimulationCall
{
    /// <summary>PolicySourceArn: whose policies; null in calls that bring their own.</summary>
    public string? Source { get; init; }

    /// <summary>PolicyInputList.</summary>
    public IReadOnlyList<InputPolicy> Policies { get; init; } = [];

    /// <summary>PermissionsBoundaryPolicyInputList; null when not given.</summary>
    public IReadOnlyList<InputPolicy>? Boundary { get; init; }

    /// <summary>OrderedOrganizationPolicyInputList: one list of service control policies a level, from the root down; null when not given.</summary>
    public IReadOnlyList<IReadOnlyList<InputPolicy>>? Organization { get; init; }

    /// <summary>PolicyExclusionList.</summary>
    public IReadOnlyList<PolicyExclusion> Exclusions { get; init; } = [];

    /// <summary>ActionNames, as written and as compared.</summary>
    public IReadOnlyList<(string Text, ActionName Name)> Actions { get; init; } = [];

    /// <summary>ResourceArns; <c>*</c> alone when not given.</summary>
    public IReadOnlyList<ResourceName> Resources { get; init; } = [new ResourceName("*")];

    /// <summary>ResourcePolicy; null when not given.</summary>
    public InputPolicy? ResourcePolicy { get; init; }

    /// <summary>The account of ResourceOwner; null when not given.</summary>
    public string? Owner { get; init; }

    /// <summary>CallerArn; null when not given.</summary>
    public AwsPrincipal? Caller { get; init; }

    /// <summary>ContextEntries.</summary>
    public IReadOnlyDictionary<string, ContextValues> Context { get; init; } = new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>ResourceHandlingOption; null when not given.</summary>
    public string? Scenario { get; init; }

    /// <summary>MaxItems.</summary>
    public int MaxItems { get; init; } = CallReader.MostItems;

    /// <summary>Marker: how many actions were answered before.</summary>
    public int Start { get; init; }

    /// <summary>True when the call asks about resources one by one, and not about <c>*</c>.</summary>
    public bool NamesResources => Resources is not [{ Text: "*" }];
}
