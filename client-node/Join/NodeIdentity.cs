using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Join;

/// <summary>Who this node is: its key, the certificate that the consortium gave it, and the authority that it trusts, and no other.</summary>
internal sealed class NodeIdentity : IDisposable
{
    public NodeIdentity(ECDsa key, X509Certificate2 certificate, X509Certificate2 authority)
    {
        Key = key;
        Authority = authority;
        Certificate = certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Signs in TLS and under round messages.</summary>
    public ECDsa Key { get; }

    /// <summary>The present certificate, with the key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The consortium's certificate authority, pinned when the node joined.</summary>
    public X509Certificate2 Authority { get; }

    /// <exception cref="CommandException">The node has not joined, or its files do not belong together.</exception>
    public static NodeIdentity Load(NodeDirectory directory)
    {
        if (!directory.IsMember)
            throw NotMember(directory);
        var key = NodeKey.Load(directory);
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(directory.Certificate));
            var authority = X509Certificate2.CreateFromPem(File.ReadAllText(directory.Authority));
            return new NodeIdentity(key, certificate, authority);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or FileNotFoundException)
        {
            key.Dispose();
            throw new CommandException("FED-NODE-FILES", $"node.pem, ca.pem and keys/node.key in {directory.Root} are not the whole files of one membership", "restore them together from your backup, or join again in a new directory with a new invite");
        }
    }

    public static CommandException NotMember(NodeDirectory directory) =>
        new("FED-NODE-NONE", $"{directory.Root} holds no membership", "join with an invite: fed-node join FILE --dir DIR; or name the node's directory with --dir", ExitCode.NoConnection);

    /// <summary>Names nobody and prints no key.</summary>
    public override string ToString() => "[node identity]";

    public void Dispose()
    {
        Certificate.Dispose();
        Authority.Dispose();
        Key.Dispose();
    }
}
