using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes;

/// <summary>The table of principals that changes name and nobody knows yet.</summary>
internal sealed class UnknownPartyConfiguration : IEntityTypeConfiguration<UnknownParty>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<UnknownParty> builder)
    {
        builder.ToTable("unknown_parties");
        builder.HasKey(p => new { p.Key, p.Sequence });
    }
}
