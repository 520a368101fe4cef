using Microsoft.AspNetCore.Authorization;
using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>Puts on a page or hub which right it needs.</summary>
/// <param name="right">The right.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequireRightAttribute(Right right) : AuthorizeAttribute, IAuthorizationRequirementData
{
    /// <summary>The right.</summary>
    public Right Right { get; } = right;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new RightRequirement(Right)];
}
