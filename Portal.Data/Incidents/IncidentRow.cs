namespace Portal.Data.Incidents;

/// <summary>An incident in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="State">Whether statements are taken.</param>
/// <param name="From">Changes from here on.</param>
/// <param name="To">Changes before this.</param>
/// <param name="Agents">How many agents it is about.</param>
/// <param name="Identities">How many identities besides, known or not.</param>
/// <param name="Statements">How many statements stand.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record IncidentRow(
    IncidentId Id,
    string Title,
    IncidentState State,
    DateTimeOffset From,
    DateTimeOffset To,
    int Agents,
    int Identities,
    int Statements,
    DateTimeOffset CreatedAt,
    string CreatedBy);
