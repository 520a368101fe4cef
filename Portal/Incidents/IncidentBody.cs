namespace Portal.Incidents;

/// <summary>An incident as programs make it: of a time range and agents or identities, or of a change.</summary>
/// <param name="Title">Its title.</param>
/// <param name="From">Changes from here on.</param>
/// <param name="To">Changes before this.</param>
/// <param name="Agents">The agents.</param>
/// <param name="Identities">Identities besides.</param>
/// <param name="ChangeId">A change to make it of, in place of all the others.</param>
internal sealed record IncidentBody(
    string? Title, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<Guid>? Agents, IReadOnlyList<Guid>? Identities, Guid? ChangeId);
