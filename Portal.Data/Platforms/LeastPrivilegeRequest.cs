namespace Portal.Data.Platforms;

/// <summary>What a policy is to be made for.</summary>
/// <param name="Actions">The actions to keep, for example <c>s3:GetObject</c>.</param>
/// <param name="UseWildcards">True to write <c>s3:Get*</c> where that names, in the catalogue, exactly the actions to keep.</param>
/// <param name="MostCharacters">The most characters of one document, white space aside; more is cut into several.</param>
public sealed record LeastPrivilegeRequest(IReadOnlyList<string> Actions, bool UseWildcards, int MostCharacters);
