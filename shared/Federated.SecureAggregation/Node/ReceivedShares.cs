using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Node;

/// <summary>The shares that a node holds, its own included. Its members are U1 as this node saw it.</summary>
internal sealed class ReceivedShares : IDisposable
{
    private readonly SortedDictionary<int, (SecretBytes SelfMask, SecretBytes MaskKey)> _shares = [];

    public MemberSet Owners => new(_shares.Keys);

    public bool Contains(int owner) => _shares.ContainsKey(owner);

    public void Add(int owner, SecretBytes selfMask, SecretBytes maskKey) => _shares.Add(owner, (selfMask, maskKey));

    public SecretBytes CopySelfMask(int owner) => new(_shares[owner].SelfMask.Span);

    public SecretBytes CopyMaskKey(int owner) => new(_shares[owner].MaskKey.Span);

    public override string ToString() => "[secret shares]";

    public void Dispose()
    {
        foreach ((SecretBytes selfMask, SecretBytes maskKey) in _shares.Values)
        {
            selfMask.Dispose();
            maskKey.Dispose();
        }
    }
}
