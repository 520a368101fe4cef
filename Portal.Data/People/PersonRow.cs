using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>A person in a list.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their mail address.</param>
/// <param name="Title">What they do, or null.</param>
/// <param name="Department">Where they work, or null.</param>
/// <param name="Manager">Their manager's name, or null.</param>
/// <param name="IsActive">False once they left.</param>
/// <param name="AssignedRoles">Roles given to them; owner and manager follow from what they own and who reports to them.</param>
public sealed record PersonRow(
    PersonId Id,
    string Name,
    string Email,
    string? Title,
    string? Department,
    string? Manager,
    bool IsActive,
    IReadOnlyList<Role> AssignedRoles);
