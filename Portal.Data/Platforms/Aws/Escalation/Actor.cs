namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>Somebody who may use primitives: a subject as it is, or after a change.</summary>
/// <param name="Node">Its node of the map.</param>
/// <param name="Variation">Which subject and change.</param>
/// <param name="Holding">What it holds.</param>
/// <param name="Rights">What that allows.</param>
internal sealed record Actor(int Node, Variation Variation, Holding Holding, CallerRights Rights);
