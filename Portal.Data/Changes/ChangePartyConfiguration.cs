using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Changes;

/// <summary>The table of identities' parts in changes. Written in bulk after both sides exist, so it carries no foreign keys to check row by row.</summary>
internal sealed class ChangePartyConfiguration : IEntityTypeConfiguration<ChangeParty>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ChangeParty> builder)
    {
        builder.ToTable("change_parties");
        builder.HasKey(p => new { p.Sequence, p.IdentityId });
        builder.HasIndex(p => new { p.IdentityId, p.At, p.Sequence });
    }
}
