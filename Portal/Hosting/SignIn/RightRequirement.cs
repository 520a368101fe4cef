using Microsoft.AspNetCore.Authorization;
using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>A route that needs a right. The command behind it checks again, against present roles.</summary>
/// <param name="Right">The right.</param>
internal sealed record RightRequirement(Right Right) : IAuthorizationRequirement;
