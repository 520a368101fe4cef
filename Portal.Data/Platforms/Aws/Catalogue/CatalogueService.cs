using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Catalogue;

/// <summary>One service of the catalogue. Its actions are the numbers from <paramref name="First"/> on.</summary>
/// <param name="Prefix">The prefix of its actions, in lower case, for example <c>s3</c>.</param>
/// <param name="Title">What AWS calls it, for example <c>Amazon S3</c>.</param>
/// <param name="First">Number of its first action.</param>
/// <param name="Count">How many actions it has.</param>
/// <param name="ResourceTypes">The form of its resources' ARNs, variables read as <c>*</c>.</param>
internal sealed record CatalogueService(string Prefix, string Title, int First, int Count, IReadOnlyList<ResourcePattern> ResourceTypes);
