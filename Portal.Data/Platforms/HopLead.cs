namespace Portal.Data.Platforms;

/// <summary>Something by which what a call sets off is known again.</summary>
/// <param name="Key">The same as in the <see cref="HopKey"/> of an act that it led to.</param>
/// <param name="Evidence">The field of the call that it is from, as <c>path = value</c>.</param>
/// <param name="Role">Native id of the identity that acts on; null when the call does not say.</param>
public sealed record HopLead(string Key, string Evidence, string? Role);
