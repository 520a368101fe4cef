using Microsoft.AspNetCore.Authorization;
using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>
/// Puts on a page or hub which right it needs. A policy by name and no requirement of its own: that is all that an open page's router asks for
/// when its reader goes on to another page.
/// </summary>
/// <param name="right">The right.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequireRightAttribute(Right right) : AuthorizeAttribute(PolicyOf(right))
{
    /// <summary>The right.</summary>
    public Right Right { get; } = right;

    /// <summary>The name of the policy that asks for a right.</summary>
    internal static string PolicyOf(Right right) => $"right:{right}";
}
