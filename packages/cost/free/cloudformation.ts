import { typeMatcher } from './matches-type.ts'

/** Types that AWS does not bill for themselves. */
export const isFreeCloudFormationType = typeMatcher(`
  AWS::IAM::* AWS::CloudFormation::WaitCondition* AWS::CloudFormation::Macro AWS::CDK::Metadata AWS::SSO::* AWS::RAM::*
  AWS::AccessAnalyzer::* AWS::Organizations::* AWS::ResourceGroups::* AWS::ServiceDiscovery::Service AWS::IoT::Policy*
  AWS::EC2::SecurityGroup* AWS::EC2::VPC AWS::EC2::VPCGatewayAttachment AWS::EC2::VPCCidrBlock AWS::EC2::Subnet*
  AWS::EC2::Route AWS::EC2::RouteTable AWS::EC2::*RouteTableAssociation AWS::EC2::InternetGateway
  AWS::EC2::EgressOnlyInternetGateway AWS::EC2::NetworkAcl* AWS::EC2::DHCPOptions AWS::EC2::VPCDHCPOptionsAssociation
  AWS::EC2::KeyPair AWS::EC2::LaunchTemplate AWS::EC2::NetworkInterface* AWS::EC2::PlacementGroup AWS::EC2::PrefixList
  AWS::EC2::VPCPeeringConnection AWS::EC2::CustomerGateway AWS::EC2::VPNGateway* AWS::EC2::VolumeAttachment
  AWS::EC2::TransitGatewayRoute* AWS::EC2::VPCEndpointService* AWS::EC2::VPCEndpointConnectionNotification
  AWS::AutoScaling::LaunchConfiguration AWS::AutoScaling::LifecycleHook
  AWS::ElasticLoadBalancingV2::Listener* AWS::ElasticLoadBalancingV2::TargetGroup AWS::ECS::ClusterCapacityProviderAssociations
  AWS::ECR::PublicRepository AWS::ECR::RegistryPolicy AWS::EKS::AccessEntry AWS::EKS::PodIdentityAssociation
  AWS::EKS::IdentityProviderConfig AWS::EFS::MountTarget AWS::EFS::AccessPoint
  AWS::Lambda::Permission AWS::Lambda::Version AWS::Lambda::Alias AWS::Lambda::EventSourceMapping AWS::Lambda::EventInvokeConfig AWS::Lambda::Url
  AWS::Lambda::LayerVersion* AWS::Lambda::CodeSigningConfig AWS::Serverless::LayerVersion AWS::Serverless::Connector
  AWS::ApiGateway::Account AWS::ApiGateway::ApiKey AWS::ApiGateway::Authorizer AWS::ApiGateway::BasePathMapping*
  AWS::ApiGateway::Deployment AWS::ApiGateway::DocumentationPart AWS::ApiGateway::DocumentationVersion
  AWS::ApiGateway::DomainName* AWS::ApiGateway::GatewayResponse AWS::ApiGateway::Method AWS::ApiGateway::Model
  AWS::ApiGateway::RequestValidator AWS::ApiGateway::Resource AWS::ApiGateway::UsagePlanKey AWS::ApiGateway::VpcLink
  AWS::ApiGatewayV2::ApiMapping AWS::ApiGatewayV2::Authorizer AWS::ApiGatewayV2::Deployment AWS::ApiGatewayV2::DomainName
  AWS::ApiGatewayV2::Integration* AWS::ApiGatewayV2::Model AWS::ApiGatewayV2::Route* AWS::ApiGatewayV2::Stage
  AWS::ApiGatewayV2::VpcLink AWS::S3::BucketPolicy AWS::S3::AccessPoint AWS::S3::AccessGrant*
  AWS::SNS::TopicPolicy AWS::SNS::TopicInlinePolicy AWS::SQS::QueuePolicy AWS::SQS::QueueInlinePolicy
  AWS::Events::Rule AWS::Events::EventBusPolicy AWS::Events::Connection AWS::Events::ApiDestination
  AWS::Scheduler::ScheduleGroup AWS::Logs::MetricFilter AWS::Logs::SubscriptionFilter AWS::Logs::ResourcePolicy
  AWS::Logs::Destination AWS::Logs::LogStream AWS::Logs::QueryDefinition AWS::KMS::Alias AWS::SecretsManager::ResourcePolicy
  AWS::SecretsManager::RotationSchedule AWS::SecretsManager::SecretTargetAttachment AWS::SSM::Document AWS::SSM::Association
  AWS::SSM::MaintenanceWindow* AWS::SSM::PatchBaseline
  AWS::CloudFront::CachePolicy AWS::CloudFront::OriginRequestPolicy AWS::CloudFront::ResponseHeadersPolicy
  AWS::CloudFront::CloudFrontOriginAccessIdentity AWS::CloudFront::OriginAccessControl AWS::CloudFront::KeyGroup
  AWS::CloudFront::PublicKey AWS::RDS::DBSubnetGroup AWS::RDS::DBParameterGroup AWS::RDS::DBClusterParameterGroup
  AWS::RDS::OptionGroup AWS::RDS::EventSubscription AWS::RDS::DBProxyTargetGroup AWS::ElastiCache::SubnetGroup
  AWS::ElastiCache::ParameterGroup AWS::ElastiCache::SecurityGroup* AWS::ElastiCache::User* AWS::DAX::SubnetGroup
  AWS::DAX::ParameterGroup AWS::Redshift::ClusterSubnetGroup AWS::Redshift::ClusterParameterGroup
  AWS::Redshift::ClusterSecurityGroup* AWS::Neptune::DBSubnetGroup AWS::Neptune::DB*ParameterGroup
  AWS::DocDB::DBSubnetGroup AWS::DocDB::DBClusterParameterGroup AWS::MSK::Configuration AWS::AmazonMQ::Configuration*
  AWS::Cognito::UserPoolClient AWS::Cognito::UserPoolDomain AWS::Cognito::UserPoolGroup AWS::Cognito::UserPoolResourceServer
  AWS::Cognito::IdentityPool* AWS::Cognito::UserPoolIdentityProvider AWS::CodeDeploy::* AWS::CodeBuild::SourceCredential
  AWS::CodeBuild::ReportGroup AWS::CodeStarConnections::* AWS::CodeStar*::* AWS::Config::AggregationAuthorization
  AWS::Config::ConfigurationAggregator AWS::Config::DeliveryChannel AWS::WAFv2::IPSet AWS::WAFv2::RegexPatternSet
  AWS::WAFv2::WebACLAssociation AWS::WAFv2::LoggingConfiguration AWS::Glue::Connection AWS::Glue::Trigger
  AWS::Glue::SecurityConfiguration AWS::Glue::Workflow AWS::Backup::BackupSelection AWS::Budgets::BudgetsAction
  AWS::ElasticBeanstalk::Application* AWS::ElasticBeanstalk::ConfigurationTemplate AWS::AppConfig::* AWS::Batch::JobQueue
  AWS::Batch::JobDefinition AWS::Route53Resolver::ResolverRule* AWS::SES::* AWS::Cassandra::Keyspace AWS::IoT::RoleAlias
`)
