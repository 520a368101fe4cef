using Microsoft.AspNetCore.Authorization;
using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>Decides <see cref="RightRequirement"/> by the rights table.</summary>
internal sealed class RightRequirementHandler : AuthorizationHandler<RightRequirement>
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && Caller.From(context.User).Can(requirement.Right))
        {
            context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}
