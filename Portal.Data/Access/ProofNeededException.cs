namespace Portal.Data.Access;

/// <summary>The caller has the right, but it is too long ago that they proved who they are.</summary>
/// <param name="right">The right that was asked for.</param>
public sealed class ProofNeededException(Right right)
    : Exception($"This needs the right '{right}', and that you have just proved who you are. Confirm it at your organization's sign-in, then repeat.")
{
    /// <summary>The right that was asked for.</summary>
    public Right Right { get; } = right;
}
