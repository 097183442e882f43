namespace Federated.ClientNode.Join;

/// <summary>Where one node keeps its files. The key is readable by its owner only; the policy and the mapping are written by the partner.</summary>
internal sealed class NodeDirectory(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string Options => Path.Combine(Root, "node.yaml");

    public string Key => Path.Combine(Root, "keys", "node.key");

    public string Certificate => Path.Combine(Root, "node.pem");

    public string Authority => Path.Combine(Root, "ca.pem");

    public string Ledger => Path.Combine(Root, "ledger.db");

    public string Policy => Path.Combine(Root, "policy.yaml");

    public string Mapping => Path.Combine(Root, "mapping.yaml");

    /// <summary>Released models, a folder for each job.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>What is kept of rounds that the node left because a rule was broken.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>Whether the node has joined: its options are the last file that joining writes.</summary>
    public bool IsMember => File.Exists(Options);
}
