namespace Portal.Data.Access;

/// <summary>The caller lacks a right.</summary>
/// <param name="right">The right that was asked for.</param>
public sealed class AccessDeniedException(Right right)
    : Exception($"This needs the right '{right}', which you do not have. Ask an administrator of the portal.")
{
    /// <summary>The right that was asked for.</summary>
    public Right Right { get; } = right;
}
