using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Incidents.Reports;

/// <summary>A change as a report tells of it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Call">What its event tells of the call, or null.</param>
/// <param name="Actor">The identity that made the call, or null when no snapshot shows it.</param>
/// <param name="Agent">The agent that the identity belongs to, or null.</param>
internal sealed record ActChange(Change Change, NativeCall? Call, Identity? Actor, AgentRef? Agent)
{
    /// <summary>The caller's short name, or null when the event does not say.</summary>
    public string? Caller => Actor?.Name ?? Change.Actor;

    /// <summary>The act's name as the platform's services have it.</summary>
    public string Act => Change.IsSilent ? Change.Name : $"{Change.Service}:{Change.Name}";
}
