using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Whether one of the things that must all allow does.</summary>
/// <param name="Layer">Which.</param>
/// <param name="Allows">Whether it allows.</param>
/// <param name="Otherwise">The sentence to give when it does not.</param>
internal readonly record struct LayerVerdict(PolicyLayer Layer, Truth Allows, string Otherwise);
