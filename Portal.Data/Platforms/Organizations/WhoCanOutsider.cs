namespace Portal.Data.Platforms.Organizations;

/// <summary>Somebody outside the inventory whom the policy on the resource lets in.</summary>
/// <param name="Principal">Who, as the platform writes it: a service, an account, a provider, or <c>*</c> for everyone.</param>
/// <param name="Decision">Allowed, or conditional when it depends on what is not known.</param>
/// <param name="Statement">The statement that lets them in.</param>
public sealed record WhoCanOutsider(string Principal, AccessDecision Decision, DecidingStatement Statement);
