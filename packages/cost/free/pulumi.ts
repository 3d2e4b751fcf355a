import { typeMatcher } from './matches-type.ts'

/** Types that nobody bills for themselves; a module may be written with its file (`aws:iam/role:Role`) or without. */
export const isFreePulumiType = typeMatcher(`
  random:* tls:* time:* command:* github:* gitlab:* vault:* docker:*:Image docker-build:* pulumi:providers:* eks:index:*Role*
  aws:iam:* aws:iam/* aws-native:iam:* aws:ec2:SecurityGroup* aws:ec2/securityGroup* aws:vpc:SecurityGroup* aws:vpc/securityGroup*
  aws:ec2:Vpc aws:ec2/vpc:Vpc aws:ec2:Subnet aws:ec2/subnet:Subnet aws:ec2:Route* aws:ec2/route* aws:ec2:InternetGateway*
  aws:ec2/internetGateway* aws:ec2:NetworkAcl* aws:ec2/networkAcl* aws:ec2:KeyPair aws:ec2/keyPair:KeyPair aws:ec2:LaunchTemplate
  aws:ec2/launchTemplate:LaunchTemplate aws:lb:Listener* aws:lb/listener* aws:lb:TargetGroup* aws:lb/targetGroup*
  aws:*:*SubnetGroup aws:*:*ParameterGroup aws:*:*Policy aws:*:*PolicyAttachment aws:*/*:*SubnetGroup aws:*/*:*ParameterGroup
  aws:lambda:Permission aws:lambda/permission:Permission aws:s3:BucketPublicAccessBlock aws:s3/bucketPublicAccessBlock:*
  aws:s3:BucketOwnershipControls aws:s3/bucketOwnershipControls:* aws:s3:BucketObject* aws:s3/bucketObject*
  gcp:serviceaccount:* gcp:serviceaccount/* gcp:serviceAccount:* gcp:serviceAccount/* gcp:projects:* gcp:projects/*
  gcp:organizations:* gcp:organizations/* gcp:*:*IAM* gcp:*/*:*IAM* gcp:*:*Iam* gcp:*/*:*Iam* gcp:compute:Network
  gcp:compute/network:Network gcp:compute:Subnetwork gcp:compute/subnetwork:Subnetwork gcp:compute:Firewall gcp:compute/firewall:*
  azure-native:resources:ResourceGroup azure:core/resourceGroup:ResourceGroup azure:core:ResourceGroup azure-native:authorization:*
  azure-native:managedidentity:* azure-native:network:VirtualNetwork azure-native:network:Subnet azure-native:network:NetworkSecurityGroup
  azure-native:network:RouteTable azuread:* kubernetes:core/v1:ConfigMap kubernetes:core/v1:Secret kubernetes:core/v1:Namespace
  kubernetes:core/v1:ServiceAccount kubernetes:rbac* kubernetes:networking.k8s.io/v1:NetworkPolicy
`)
