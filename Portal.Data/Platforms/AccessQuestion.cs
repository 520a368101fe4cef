namespace Portal.Data.Platforms;

/// <summary>May the identity do this action on this resource in this context?</summary>
/// <param name="Action">For example <c>s3:GetObject</c>.</param>
/// <param name="Resource">The resource's native id, or <c>*</c> for actions without one.</param>
/// <param name="Context">Known condition keys with their values; a key that is absent is unknown.</param>
public sealed record AccessQuestion(string Action, string Resource, IReadOnlyDictionary<string, IReadOnlyList<string>> Context);
