using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions.WhatIf;

/// <summary>What changes would do to one identity.</summary>
/// <param name="IdentityId">Which.</param>
/// <param name="Name">Its short name.</param>
/// <param name="NativeId">The platform's own name.</param>
/// <param name="Difference">What it would gain and lose.</param>
public sealed record WhatIfRow(IdentityId IdentityId, string Name, string NativeId, PermissionDifference Difference);
