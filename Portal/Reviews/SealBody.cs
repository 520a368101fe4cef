namespace Portal.Reviews;

/// <summary>What a campaign is signed off with.</summary>
/// <param name="SignOff">What is signed, in the signer's words.</param>
internal sealed record SealBody(string? SignOff);
