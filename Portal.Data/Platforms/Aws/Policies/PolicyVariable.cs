namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A variable in a policy, as <c>${aws:username}</c> or <c>${aws:PrincipalTag/team, 'none'}</c>.</summary>
/// <param name="Key">The condition key that gives its value; cases are alike.</param>
/// <param name="Default">What stands in when the request has no such key; null when there is no default.</param>
internal sealed record PolicyVariable(string Key, string? Default);
