using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>By what that is known which a call leads to, before it is stored.</summary>
/// <param name="Call">The call.</param>
/// <param name="Lead">What it leads to.</param>
/// <param name="Key">See <see cref="ChainLead.Key"/>.</param>
internal sealed record FreshLead(NativeEvent Call, HopLead Lead, IndexKey Key);
