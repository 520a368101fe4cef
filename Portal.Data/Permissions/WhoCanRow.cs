using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>An identity that can do what was asked for, with the way.</summary>
/// <param name="IdentityId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="NativeId">What the platform calls it.</param>
/// <param name="Kind">What it is on its platform.</param>
/// <param name="Container">The account, project or namespace that it lives in.</param>
/// <param name="Decision">Allowed, or conditional when it depends on what is not known.</param>
/// <param name="Path">Step by step: whom it becomes first, if anyone, and why the last of them can do it.</param>
/// <param name="MissingContext">Condition keys of all steps whose values would decide.</param>
public sealed record WhoCanRow(
    IdentityId IdentityId,
    string Name,
    string NativeId,
    IdentityKind Kind,
    string Container,
    AccessDecision Decision,
    IReadOnlyList<WhoCanStep> Path,
    IReadOnlyList<string> MissingContext);
