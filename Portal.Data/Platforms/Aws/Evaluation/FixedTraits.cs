using System.Runtime.InteropServices;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What <see cref="FixedRules"/> say about a request, worked out once.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FixedTraits(
    bool AlwaysWorks, bool NeedsNoPermission, bool MustAllowItself, bool IgnoresBucketPolicy, bool IsClosedToRoot, bool NeedsCredentials, bool CannotBeChanged);
